// Certificates made while a test runs.
#pragma once
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

struct test_identity {
	gnutls_x509_crt_t certificate;
	gnutls_x509_privkey_t key;
};

// What the parts of a certificate are; zero or NULL: not there.
struct test_certificate {
	const struct test_identity *issuer; // NULL: an authority that signs itself
	const char *dns_name;
	const char *purpose; // object identifier of the extended key usage
	int days;            // of validity from now, negative: it has expired
};

void test_identity_make(struct test_identity *identity, struct test_certificate wanted);
void test_identity_fini(struct test_identity *identity);

// Writes tls.crt, tls.key and ca.crt; each takes its place at once, as in a mounted Secret.
void test_identity_write(
	const struct test_identity *identity, const struct test_identity *authority, const char *directory);
