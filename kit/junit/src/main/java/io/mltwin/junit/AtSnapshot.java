package io.mltwin.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The tests of a class begin with the platform as a snapshot has it, and are alone as those of {@link AtTime}: all that
 * others have made is gone when the class first asks for the platform, and what the class makes stays.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ResourceLock(AtTime.CLOCK)
public @interface AtSnapshot {
    /** A name under which {@code ./mltwin snapshot save} or {@code Mltwin.saveSnapshot} has saved the platform. */
    String value();
}
