package dev.fairlane.e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A story on the running cluster. Each test starts when the samples forward; the class's
 * constructor may ask for the {@link Cluster} and the {@link Figures}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith({Progress.class, ClusterExtension.class})
@interface EndToEndTest {}
