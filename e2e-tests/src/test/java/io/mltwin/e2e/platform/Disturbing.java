package io.mltwin.e2e.platform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;
import org.junit.jupiter.api.parallel.Resources;

/**
 * A class that kills parts, moves the clock, resets, or takes away what others use, and which of
 * these. It uses {@link TestPlatform#disturbed()}: such classes run one after another, and all
 * others go on meanwhile. Where containers are the only platform it runs by itself.
 */
@Retention(RetentionPolicy.RUNTIME)
@java.lang.annotation.Target(ElementType.TYPE)
@ResourceLock(providers = Disturbing.Locks.class)
@Order(0)
public @interface Disturbing {
    String value();

    /** What is locked: one platform, or all there is. */
    final class Locks implements ResourceLocksProvider {
        @Override
        public Set<Lock> provideForClass(Class<?> testClass) {
            String what = Target.chosen() == Target.PROCESSES ? "the platform that is disturbed" : Resources.GLOBAL;
            return Set.of(new Lock(what, ResourceAccessMode.READ_WRITE));
        }
    }
}
