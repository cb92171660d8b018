#include "control/testing/certificates.h"

#include <gnutls/crypto.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

// A failure here is one of the test's own set-up.
static void must(int result, const char *what)
{
	if (result >= 0)
		return;
	fprintf(stderr, "%s: %s\n", what, gnutls_strerror(result));
	abort();
}

static void names_set(gnutls_x509_crt_t certificate, struct test_certificate wanted)
{
	if (wanted.dns_name != NULL)
		must(gnutls_x509_crt_set_subject_alternative_name(certificate, GNUTLS_SAN_DNSNAME, wanted.dns_name),
			"alternative name");
	if (wanted.purpose != NULL)
		must(gnutls_x509_crt_set_key_purpose_oid(certificate, wanted.purpose, 0), "purpose");
}

void test_identity_make(struct test_identity *identity, struct test_certificate wanted)
{
	gnutls_x509_crt_t certificate;
	gnutls_x509_privkey_t key;
	unsigned char serial[8];
	time_t now = time(NULL);
	must(gnutls_rnd(GNUTLS_RND_NONCE, serial, sizeof(serial)), "serial number");
	serial[0] &= 0x7f;
	must(gnutls_x509_privkey_init(&key), "key");
	must(gnutls_x509_privkey_generate(key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0),
		"key");
	must(gnutls_x509_crt_init(&certificate), "certificate");
	must(gnutls_x509_crt_set_version(certificate, 3), "version");
	must(gnutls_x509_crt_set_serial(certificate, serial, sizeof(serial)), "serial number");
	must(gnutls_x509_crt_set_key(certificate, key), "public key");
	must(gnutls_x509_crt_set_activation_time(certificate, now - 30 * 86400), "activation");
	must(gnutls_x509_crt_set_expiration_time(certificate, now + wanted.days * 86400), "expiration");
	must(gnutls_x509_crt_set_dn(certificate, wanted.issuer == NULL ? "CN=authority" : "CN=leaf", NULL), "name");
	must(gnutls_x509_crt_set_basic_constraints(certificate, wanted.issuer == NULL, -1), "constraints");
	must(gnutls_x509_crt_set_key_usage(
		     certificate, wanted.issuer == NULL ? GNUTLS_KEY_KEY_CERT_SIGN : GNUTLS_KEY_DIGITAL_SIGNATURE),
		"usage");
	names_set(certificate, wanted);
	*identity = (struct test_identity){certificate, key};
	const struct test_identity *issuer = wanted.issuer == NULL ? identity : wanted.issuer;
	must(gnutls_x509_crt_sign2(certificate, issuer->certificate, issuer->key, GNUTLS_DIG_SHA256, 0), "signature");
}

void test_identity_fini(struct test_identity *identity)
{
	gnutls_x509_crt_deinit(identity->certificate);
	gnutls_x509_privkey_deinit(identity->key);
}

static void file_replace(const char *directory, const char *name, gnutls_datum_t text)
{
	char path[512], aside[520];
	snprintf(path, sizeof(path), "%s/%s", directory, name);
	snprintf(aside, sizeof(aside), "%s.new", path);
	FILE *file = fopen(aside, "w");
	if (file == NULL || fwrite(text.data, 1, text.size, file) != text.size || fclose(file) != 0 ||
		rename(aside, path) != 0)
		abort();
	gnutls_free(text.data);
}

void test_identity_write(
	const struct test_identity *identity, const struct test_identity *authority, const char *directory)
{
	gnutls_datum_t certificate, key, trusted;
	must(gnutls_x509_crt_export2(identity->certificate, GNUTLS_X509_FMT_PEM, &certificate), "export");
	must(gnutls_x509_privkey_export2_pkcs8(identity->key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &key),
		"export");
	must(gnutls_x509_crt_export2(authority->certificate, GNUTLS_X509_FMT_PEM, &trusted), "export");
	file_replace(directory, "tls.crt", certificate);
	file_replace(directory, "tls.key", key);
	file_replace(directory, "ca.crt", trusted);
}
