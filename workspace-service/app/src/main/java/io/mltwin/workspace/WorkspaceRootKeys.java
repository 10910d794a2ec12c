package io.mltwin.workspace;

import io.mltwin.datakeys.RootKeys;
import io.mltwin.platform.PlatformConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * The service's root keys, which play the keys that Microsoft manages; injectable as {@link
 * RootKeys}.
 */
class WorkspaceRootKeys {

    @Produces
    @Singleton
    RootKeys rootKeys(PlatformConfig config) {
        return RootKeys.read(config.privateDir());
    }
}
