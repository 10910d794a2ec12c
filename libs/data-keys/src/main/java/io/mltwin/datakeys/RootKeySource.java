package io.mltwin.datakeys;

import io.mltwin.platform.PlatformConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Makes a service's root keys injectable, read once from its private folder. They play the keys
 * that Microsoft manages in Azure.
 */
class RootKeySource {

    @Produces
    @Singleton
    RootKeys rootKeys(PlatformConfig config) {
        return RootKeys.read(config.privateDir());
    }
}
