package io.mltwin.compute;

import io.mltwin.datakeys.RootKeys;
import io.mltwin.platform.PlatformConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The keys that wrap the data keys of run history: Microsoft's, in Azure. */
class RootKeySource {

    @Produces
    @Singleton
    RootKeys rootKeys(PlatformConfig config) {
        return RootKeys.read(config.privateDir());
    }
}
