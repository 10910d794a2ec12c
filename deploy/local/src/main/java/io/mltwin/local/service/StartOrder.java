package io.mltwin.local.service;

import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.trust.TrustMaterial;
import java.util.Set;

/**
 * Decides after which parts a service's JVM is started. Every service comes up in any order; this
 * is for time alone. Where there are fewer cores than JVMs, those come first that the fixture
 * begins with, so that what waits while it is seeded is used by those that start meanwhile.
 *
 * @param processors of the machine
 */
record StartOrder(int processors) {
    /** From so many on all JVMs start side by side. */
    private static final int ENOUGH = 4;

    static StartOrder ofMachine() {
        return new StartOrder(Runtime.getRuntime().availableProcessors());
    }

    Set<String> before(PlatformService service) {
        if (processors >= ENOUGH) {
            return Set.of(TrustMaterial.POSTGRES);
        }
        return switch (service) {
            case IDENTITY, WORKSPACE -> Set.of(TrustMaterial.POSTGRES);
            case KEYVAULT, SCORING, TELEMETRY -> Set.of(TrustMaterial.POSTGRES, PlatformService.IDENTITY.key());
            // a workspace is made without it
            case COMPUTE ->
                Set.of(TrustMaterial.POSTGRES, PlatformService.IDENTITY.key(), PlatformService.KEYVAULT.key());
        };
    }
}
