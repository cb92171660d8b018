package dev.fairlane.testsupport.forwarder;

/**
 * An answer over HTTP.
 *
 * @param status the status code
 * @param body an object that becomes JSON
 */
record Answer(int status, Object body) {}
