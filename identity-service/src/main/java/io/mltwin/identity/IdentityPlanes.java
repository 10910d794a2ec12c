package io.mltwin.identity;

import io.mltwin.armweb.Envelope;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.requests.BodyRule;
import io.mltwin.tokencheck.Audiences;
import io.mltwin.tokencheck.Plane;
import io.mltwin.tokencheck.Planes;
import io.mltwin.tokencheck.TokenKind;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/**
 * Azure AD's login surface needs no token, it authenticates clients itself (and while the platform
 * is reset serves its own applications only); Graph wants one for its audience; permission checks
 * are for the platform's services.
 */
class IdentityPlanes {

    @Produces
    @Singleton
    Planes planes(Addresses addresses) {
        return new Planes(List.of(
                Plane.anonymous("/login", Envelope.AZURE_AD).duringReset().withBodies(BodyRule.FORM),
                Plane.aad("/graph", Envelope.GRAPH, Audiences.graph(addresses)),
                Plane.of("/_mltwin/access/check", Envelope.ARM, TokenKind.SERVICE)
                        .duringReset(),
                whoseTokenTellsWhy("/_mltwin/access/explain", addresses),
                whoseTokenTellsWhy("/_mltwin/access/decisions", addresses)));
    }

    /**
     * Callers that were refused have a token for Azure Resource Manager or for Graph, or can get
     * one.
     */
    private static Plane whoseTokenTellsWhy(String prefix, Addresses addresses) {
        List<String> audiences = Stream.of(Audiences.arm(addresses), Audiences.graph(addresses))
                .flatMap(List::stream)
                .toList();
        return Plane.aad(prefix, Envelope.ARM, audiences).and(TokenKind.SERVICE).and(TokenKind.ADMIN);
    }
}
