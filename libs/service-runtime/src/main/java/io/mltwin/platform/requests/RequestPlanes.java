package io.mltwin.platform.requests;

/** All surfaces of a service. */
public interface RequestPlanes {

    /** Returns the plane of an internal path, or null when nothing answers there. */
    RequestPlane find(String internalPath);
}
