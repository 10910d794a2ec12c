package io.mltwin.local.seed;

import io.mltwin.local.trust.OperatorCredentials;

/**
 * The tenant that a seed file means unless it says otherwise, and who can sign in there.
 *
 * @param domain under which its people have their names
 */
public record SeedTarget(
        String tenantId,
        String subscriptionId,
        String domain,
        String resourceGroup,
        String region,
        OperatorCredentials credentials) {

    /** Returns the fixture's first tenant. */
    public static SeedTarget of(Fixture fixture, OperatorCredentials credentials) {
        return new SeedTarget(
                fixture.tenant().tenantId(),
                fixture.subscription().subscriptionId(),
                fixture.tenant().domains().get(0),
                fixture.resourceGroup().name(),
                fixture.resourceGroup().location(),
                credentials);
    }

    public SeedTarget with(OperatorCredentials complete) {
        return new SeedTarget(tenantId, subscriptionId, domain, resourceGroup, region, complete);
    }
}
