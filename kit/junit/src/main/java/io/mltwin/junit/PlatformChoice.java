package io.mltwin.junit;

/** Which platform the tests of a class run against. */
public enum PlatformChoice {
    /** The one that {@code MLTWIN_TEST_PLATFORM} names, else one that all JVMs of this user share. */
    SHARED,
    /** One that is started for the class and ends after it. */
    OWN,
    /** The one that {@code MLTWIN_TEST_PLATFORM} names, and no other. */
    REMOTE
}
