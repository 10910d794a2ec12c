package io.mltwin.identity.oauth.signingkeys;

import io.mltwin.datakeys.RootKeys;
import io.mltwin.platform.PlatformConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The root keys of this service, which play the keys that Microsoft manages. */
class RootKeysProducer {

    @Produces
    @Singleton
    RootKeys rootKeys(PlatformConfig config) {
        return RootKeys.read(config.privateDir());
    }
}
