/**
 * A forwarder for integration tests: {@link dev.fairlane.testsupport.forwarder.FakeForwarder}
 * speaks the control interface of docs/reference/control-api.md with mutual TLS, keeps what it is
 * told, and reports traffic that the test describes. It forwards nothing.
 */
package dev.fairlane.testsupport.forwarder;
