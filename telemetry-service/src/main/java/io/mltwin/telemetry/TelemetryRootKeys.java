package io.mltwin.telemetry;

import io.mltwin.datakeys.RootKeys;
import io.mltwin.platform.PlatformConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * The service's root key, which plays Microsoft's: data keys of components and of the diagnostics
 * store are wrapped under it.
 */
class TelemetryRootKeys {

    @Produces
    @Singleton
    RootKeys rootKeys(PlatformConfig config) {
        return RootKeys.read(config.privateDir());
    }
}
