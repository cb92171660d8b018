/**
 * The kinds of the API group {@code fairlane.dev}, version {@code v1alpha1}.
 *
 * <p>Every type is a record whose lists are never null and never change; a field with a default in
 * its description is null only in an object that the API server has not seen. Field descriptions
 * carry unit, range and default: the CRDs are generated from them.
 */
package dev.fairlane.api.v1alpha1;
