package io.mltwin.keyvault;

import io.mltwin.platform.Addresses;
import io.mltwin.platform.requests.HostRules;
import jakarta.inject.Singleton;

/**
 * Maps hosts to paths: each vault has its own host, and the provider's ARM paths are on the
 * service's own address.
 */
@Singleton
class KeyVaultHosts implements HostRules {

    private final String vaults;
    private final String base;

    KeyVaultHosts(Addresses addresses) {
        this.vaults = ".vault." + addresses.base();
        this.base = "." + addresses.base();
    }

    @Override
    public String internalPath(String host, String path) {
        String vault = HostRules.label(host, vaults);
        if (vault != null) {
            return "/vault/" + vault + path;
        }
        if (host.endsWith(base)) {
            return null;
        }
        if (HostRules.isPlatformPath(path)) {
            return path;
        }
        return HostRules.below(path, "/subscriptions") || HostRules.below(path, "/providers")
                ? "/provider" + path
                : null;
    }
}
