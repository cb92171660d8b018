#include "control/credentials.h"

#include <gnutls/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <jansson.h>

#include "control/log.h"

enum { FILES = 3 };

static const char *const file_names[FILES] = {"tls.crt", "tls.key", "ca.crt"};

struct fl_credentials {
	unsigned references;
	gnutls_certificate_credentials_t gnutls;
	int64_t not_after;
};

struct fl_credentials_store {
	char *directory, *server_name;
	struct stat stamps[FILES]; // of the files when they were last read, good or bad
	struct fl_credentials *newest;
};

struct fl_credentials_store *fl_credentials_store_create(const char *directory, const char *server_name)
{
	struct fl_credentials_store *store = calloc(1, sizeof(*store));
	if (store == NULL)
		return NULL;
	store->directory = strdup(directory);
	store->server_name = strdup(server_name);
	if (store->directory != NULL && store->server_name != NULL)
		return store;
	fl_credentials_store_destroy(store);
	return NULL;
}

void fl_credentials_store_destroy(struct fl_credentials_store *store)
{
	if (store == NULL)
		return;
	fl_credentials_release(store->newest);
	free(store->server_name);
	free(store->directory);
	free(store);
}

void fl_credentials_release(struct fl_credentials *credentials)
{
	if (credentials == NULL || --credentials->references > 0)
		return;
	gnutls_certificate_free_credentials(credentials->gnutls);
	free(credentials);
}

struct fl_credentials *fl_credentials_store_take(struct fl_credentials_store *store)
{
	if (store->newest != NULL)
		store->newest->references++;
	return store->newest;
}

bool fl_credentials_outdated(const struct fl_credentials *credentials, const struct fl_credentials_store *store)
{
	return credentials != store->newest;
}

int64_t fl_credentials_store_not_after(const struct fl_credentials_store *store)
{
	return store->newest == NULL ? 0 : store->newest->not_after;
}

static void path_write(const struct fl_credentials_store *store, int file, char *path, size_t size)
{
	snprintf(path, size, "%s/%s", store->directory, file_names[file]);
}

static bool stamp_equal(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
	       a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

// Notes the files as they are now (a missing one as zeroes); true when one is not as it was.
static bool stamps_update(struct fl_credentials_store *store)
{
	bool changed = false;
	for (int file = 0; file < FILES; file++) {
		char path[4096];
		struct stat stamp = {0};
		path_write(store, file, path, sizeof(path));
		if (stat(path, &stamp) != 0)
			memset(&stamp, 0, sizeof(stamp));
		changed = changed || !stamp_equal(&stamp, &store->stamps[file]);
		store->stamps[file] = stamp;
	}
	return changed;
}

// Notes when the certificate expires; warns when it is not made for this forwarder, which its clients will not accept.
static void own_certificate_inspect(const struct fl_credentials_store *store, struct fl_credentials *credentials)
{
	gnutls_x509_crt_t *chain;
	unsigned count;
	if (gnutls_certificate_get_x509_crt(credentials->gnutls, 0, &chain, &count) != 0)
		return;
	credentials->not_after = gnutls_x509_crt_get_expiration_time(chain[0]);
	if (gnutls_x509_crt_check_hostname(chain[0], store->server_name) == 0)
		fl_log(FL_LOG_WARNING, "tls.crt is not made for this forwarder", "{s:s}", "name", store->server_name);
	for (unsigned i = 0; i < count; i++)
		gnutls_x509_crt_deinit(chain[i]);
	gnutls_free(chain);
}

static int chain_read(const char *path, gnutls_x509_crt_t **chain, unsigned *count)
{
	gnutls_datum_t text;
	int result = gnutls_load_file(path, &text);
	if (result != 0)
		return result;
	result = gnutls_x509_crt_list_import2(chain, count, &text, GNUTLS_X509_FMT_PEM, 0);
	gnutls_free(text.data);
	return result < 0 ? result : 0;
}

static int key_read(const char *path, gnutls_x509_privkey_t *key)
{
	gnutls_datum_t text;
	int result = gnutls_load_file(path, &text);
	if (result != 0)
		return result;
	result = gnutls_x509_privkey_init(key);
	if (result == 0) {
		result = gnutls_x509_privkey_import2(*key, &text, GNUTLS_X509_FMT_PEM, NULL, 0);
		if (result != 0)
			gnutls_x509_privkey_deinit(*key);
	}
	gnutls_memset(text.data, 0, text.size);
	gnutls_free(text.data);
	return result;
}

// Part by part, because gnutls_certificate_set_x509_key_file leaks memory when a file is broken. *file: where it stopped.
static int pair_load(const struct fl_credentials_store *store, gnutls_certificate_credentials_t credentials, int *file)
{
	char path[4096];
	gnutls_x509_crt_t *chain;
	gnutls_x509_privkey_t key;
	unsigned count;
	*file = 0;
	path_write(store, 0, path, sizeof(path));
	int result = chain_read(path, &chain, &count);
	if (result != 0)
		return result;
	*file = 1;
	path_write(store, 1, path, sizeof(path));
	result = key_read(path, &key);
	if (result == 0) {
		result = gnutls_certificate_set_x509_key(credentials, chain, (int)count, key);
		gnutls_x509_privkey_deinit(key);
	}
	for (unsigned i = 0; i < count; i++)
		gnutls_x509_crt_deinit(chain[i]);
	gnutls_free(chain);
	return result < 0 ? result : 0;
}

// NULL, and the name of the file at fault and the error, on failure.
static struct fl_credentials *load(const struct fl_credentials_store *store, const char **file, const char **error)
{
	char authority[4096];
	int at = 0;
	struct fl_credentials *credentials = calloc(1, sizeof(*credentials));
	*file = file_names[0];
	*error = "no memory";
	if (credentials == NULL)
		return NULL;
	credentials->references = 1;
	if (gnutls_certificate_allocate_credentials(&credentials->gnutls) != 0) {
		free(credentials);
		return NULL;
	}
	int result = pair_load(store, credentials->gnutls, &at);
	if (result == 0) {
		at = 2;
		path_write(store, at, authority, sizeof(authority));
		result = gnutls_certificate_set_x509_trust_file(credentials->gnutls, authority, GNUTLS_X509_FMT_PEM);
		if (result > 0)
			return credentials;
	}
	*file = file_names[at];
	*error = result == 0 ? "no certificate in it" : gnutls_strerror(result);
	fl_credentials_release(credentials);
	return NULL;
}

bool fl_credentials_store_refresh(struct fl_credentials_store *store)
{
	const char *file, *error;
	// The stamps are taken first: a file that changes while it is read is read again the next time.
	if (!stamps_update(store))
		return false;
	struct fl_credentials *credentials = load(store, &file, &error);
	if (credentials == NULL) {
		fl_log(FL_LOG_ERROR,
			store->newest == NULL ? "no certificates: the control interface refuses everyone"
					      : "new certificates are broken: the old ones stay in use",
			"{s:s,s:s,s:s}", "directory", store->directory, "file", file, "error", error);
		return false;
	}
	own_certificate_inspect(store, credentials);
	fl_credentials_release(store->newest);
	store->newest = credentials;
	fl_log(FL_LOG_INFO, "certificates loaded", "{s:s,s:I}", "directory", store->directory, "notAfter",
		(json_int_t)credentials->not_after);
	return true;
}

int fl_credentials_use(const struct fl_credentials *credentials, gnutls_session_t session)
{
	int result = gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, credentials->gnutls);
	if (result != 0)
		return result;
	gnutls_certificate_server_set_request(session, GNUTLS_CERT_REQUIRE);
	gnutls_session_set_verify_cert(session, NULL, 0);
	return 0;
}

// Only what is written down counts: a certificate without the extension may be used for nothing here.
static bool is_for_clients(gnutls_x509_crt_t certificate)
{
	char purpose[128];
	for (unsigned i = 0;; i++) {
		size_t size = sizeof(purpose);
		int result = gnutls_x509_crt_get_key_purpose_oid(certificate, i, purpose, &size, NULL);
		if (result == GNUTLS_E_SHORT_MEMORY_BUFFER)
			continue;
		if (result != 0)
			return false;
		if (strcmp(purpose, GNUTLS_KP_TLS_WWW_CLIENT) == 0)
			return true;
	}
}

static bool has_operator_name(gnutls_x509_crt_t certificate)
{
	static const char wanted[] = "operator.fairlane.internal";
	for (unsigned i = 0;; i++) {
		char name[256];
		size_t size = sizeof(name);
		int type = gnutls_x509_crt_get_subject_alt_name(certificate, i, name, &size, NULL);
		if (type == GNUTLS_E_SHORT_MEMORY_BUFFER)
			continue;
		if (type < 0)
			return false;
		if (type == GNUTLS_SAN_DNSNAME && size == sizeof(wanted) - 1 && memcmp(name, wanted, size) == 0)
			return true;
	}
}

static bool certificate_is_operators(gnutls_x509_crt_t certificate, const char **why)
{
	if (!is_for_clients(certificate))
		*why = "the client's certificate has no extended key usage clientAuth";
	else if (!has_operator_name(certificate))
		*why = "the client's certificate has no DNS name operator.fairlane.internal";
	else
		return true;
	return false;
}

bool fl_credentials_is_operator(gnutls_session_t session, const char **why)
{
	unsigned count;
	gnutls_x509_crt_t certificate;
	const gnutls_datum_t *chain = gnutls_certificate_get_peers(session, &count);
	*why = "the client's certificate cannot be read";
	if (chain == NULL || count == 0 || gnutls_x509_crt_init(&certificate) != 0)
		return false;
	bool is_operator = gnutls_x509_crt_import(certificate, &chain[0], GNUTLS_X509_FMT_DER) == 0 &&
			   certificate_is_operators(certificate, why);
	gnutls_x509_crt_deinit(certificate);
	return is_operator;
}
