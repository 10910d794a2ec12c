package io.mltwin.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a field of a test with {@link PlatformTestResource}: set to the {@link TestPlatform}, its
 * {@link TestIssuer}, {@link TestDecisions}, {@link TestCalls}, the {@link ServiceUnderTest}, its
 * {@link AssertedArm} or the {@link TestDatabase}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface FromPlatform {}
