package io.mltwin.junit;

/** Who trusts the platform's certificates. */
public enum Trust {
    /** The clients and the context that the test gets as parameters; nothing of the JVM is changed. */
    CLIENTS,
    /** All of this JVM, in addition to whom it trusts already, and until it ends. */
    JVM
}
