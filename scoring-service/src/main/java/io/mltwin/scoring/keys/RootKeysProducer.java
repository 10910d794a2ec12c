package io.mltwin.scoring.keys;

import io.mltwin.datakeys.RootKeys;
import io.mltwin.platform.PlatformConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The service's root keys, read once; they play the keys that Microsoft manages. */
class RootKeysProducer {

    @Produces
    @Singleton
    RootKeys rootKeys(PlatformConfig config) {
        return RootKeys.read(config.privateDir());
    }
}
