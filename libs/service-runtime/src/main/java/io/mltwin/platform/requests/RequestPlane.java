package io.mltwin.platform.requests;

import io.mltwin.armweb.Envelope;

/** A surface of a service, in what reading a request needs to know of it. */
public interface RequestPlane {

    /** Returns the form of its errors. */
    Envelope envelope();

    /** Returns how large the bodies of its requests may be, and how they are read. */
    BodyRules bodies();
}
