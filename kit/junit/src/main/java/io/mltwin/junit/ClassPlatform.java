package io.mltwin.junit;

import io.mltwin.client.Mltwin;

/** The platform of a test class, found or started when it is first asked for. */
final class ClassPlatform {
    private final MltwinTest wanted;
    private Mltwin platform;

    ClassPlatform(MltwinTest wanted) {
        this.wanted = wanted;
    }

    MltwinTest wanted() {
        return wanted;
    }

    synchronized Mltwin get() {
        if (platform == null) {
            platform = switch (wanted.platform()) {
                case SHARED -> Mltwin.shared();
                case OWN -> Mltwin.own();
                case REMOTE -> Mltwin.remote();
            };
            if (wanted.trust() == Trust.JVM) {
                platform.trustInJvm();
            }
        }
        return platform;
    }

    synchronized void end() {
        if (platform != null) {
            platform.close();
        }
    }
}
