package io.mltwin.platform.requests;

import io.mltwin.armweb.Envelope;

/** A surface of a service, in what reading a request needs to know of it. */
public interface RequestPlane {

    /** Returns the form of its errors. */
    Envelope envelope();

    /** Returns how large the bodies of its requests may be, and how they are read. */
    BodyRules bodies();

    /** All surfaces of a service. */
    interface RequestPlanes {

        /** Returns the plane of an internal path, or null when nothing answers there. */
        RequestPlane find(String internalPath);
    }

    /** Finds the body rule of each path of a plane. */
    @FunctionalInterface
    interface BodyRules {

        /**
         * Returns the rule for a request.
         *
         * @param path internal
         */
        BodyRule of(String method, String path);
    }
}
