package io.mltwin.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The tests of a class run while the clock of the platform is moved, and alone: when the class first asks for the
 * platform it waits until no other class uses it, and all others wait until the class has ended. The clock then is the
 * wall clock again, also if the JVM was killed.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ResourceLock(AtTime.CLOCK)
public @interface AtTime {
    /** JUnit's name of what such a class has alone among the classes that JUnit runs in parallel. */
    String CLOCK = "io.mltwin.clock";

    /**
     * How far ahead of the wall clock, such as {@code P30D} or {@code PT61M}, or a moment in the future, such as
     * {@code 2040-01-01T00:00:00Z}.
     */
    String value();
}
