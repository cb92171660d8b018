/**
 * A real etcd and kube-apiserver for integration tests: {@link
 * dev.fairlane.testsupport.apiserver.ApiServerExtension} for JUnit 5, {@link
 * dev.fairlane.testsupport.apiserver.ApiServer} for everything else.
 *
 * <p>There is no controller manager: nothing collects garbage, fills namespaces with service
 * accounts or removes the contents of a deleted namespace. Tests keep apart by namespaces of their
 * own.
 */
package dev.fairlane.testsupport.apiserver;
