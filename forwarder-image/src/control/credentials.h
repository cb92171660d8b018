// The key, certificate and authority that the control interface uses, from files that may be replaced at any time
// (a mounted Secret). Each connection keeps the credentials it began with; new connections get the newest good ones.
// Control thread only.
#pragma once
#include <gnutls/gnutls.h>
#include <stdbool.h>
#include <stdint.h>

struct fl_credentials;       // of some moment; counted references
struct fl_credentials_store; // the files, and the newest good credentials

// directory has tls.crt, tls.key and ca.crt (PEM); server_name: the DNS name that tls.crt should have. Nothing is read yet.
// NULL when memory ran out.
struct fl_credentials_store *fl_credentials_store_create(const char *directory, const char *server_name);
void fl_credentials_store_destroy(struct fl_credentials_store *store);

// Looks whether a file has changed and then loads all three. What is broken is logged once and leaves the old in use.
// true: there are new credentials.
bool fl_credentials_store_refresh(struct fl_credentials_store *store);
// When the served certificate expires, in seconds since 1970; 0: none is loaded.
int64_t fl_credentials_store_not_after(const struct fl_credentials_store *store);

// The newest good ones, with a reference for the caller; NULL when none were ever good.
struct fl_credentials *fl_credentials_store_take(struct fl_credentials_store *store);
void fl_credentials_release(struct fl_credentials *credentials); // NULL is allowed
// Whether newer ones have been loaded since these.
bool fl_credentials_outdated(const struct fl_credentials *credentials, const struct fl_credentials_store *store);

// Makes a TLS server session use them and require a client certificate that ca.crt has signed; the session must end before
// the reference is released. 0 or a GnuTLS error.
int fl_credentials_use(const struct fl_credentials *credentials, gnutls_session_t session);

// Whether the client of an established session is the operator: extended key usage clientAuth and the DNS name
// operator.fairlane.internal. If not, *why says what is wrong with its certificate.
bool fl_credentials_is_operator(gnutls_session_t session, const char **why);
