package io.mltwin.keyvault;

import io.mltwin.keyvault.vaults.VaultCache;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.requests.HostToPath;
import io.mltwin.tokencheck.Challenges;
import io.mltwin.tokencheck.Plane;
import io.mltwin.tokencheck.Refusal;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/**
 * Makes Key Vault's challenge, which names the vault's own tenant, so that a client needs only the
 * vault's address.
 */
@Singleton
class VaultChallenges extends Challenges {

    private static final String PREFIX = "/vault/";

    private final VaultCache vaults;

    VaultChallenges(Addresses addresses, VaultCache vaults) {
        super(addresses);
        this.vaults = vaults;
    }

    @Override
    protected String challenge(RoutingContext context, Plane plane, Refusal refusal) {
        String path = HostToPath.internalPath(context);
        if (path == null || !path.startsWith(PREFIX)) {
            return super.challenge(context, plane, refusal);
        }
        int end = path.indexOf('/', PREFIX.length());
        return vaults.challenge(end < 0 ? path.substring(PREFIX.length()) : path.substring(PREFIX.length(), end));
    }
}
