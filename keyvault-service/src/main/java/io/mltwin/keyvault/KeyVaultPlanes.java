package io.mltwin.keyvault;

import io.mltwin.armweb.Envelope;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.requests.BodyRule;
import io.mltwin.tokencheck.Audiences;
import io.mltwin.tokencheck.Plane;
import io.mltwin.tokencheck.Planes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Declares the data plane of vaults, which takes tokens for the vault audience. */
class KeyVaultPlanes {

    @Produces
    @Singleton
    Planes planes(Addresses addresses) {
        return new Planes(List.of(Plane.aad("/vault", Envelope.KEY_VAULT, Audiences.vault(addresses))
                .withBodies(BodyRule.mebibytes(1))));
    }
}
