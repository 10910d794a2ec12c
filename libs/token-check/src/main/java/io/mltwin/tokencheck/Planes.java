package io.mltwin.tokencheck;

import io.mltwin.armweb.Envelope;
import io.mltwin.platform.requests.RequestPlane.RequestPlanes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All planes of a service, longest prefix first. Every service produces one bean of it; the
 * platform's own planes are in every table.
 */
public final class Planes implements RequestPlanes {

    /** Where a service says what it makes of a token; its resource says which service may ask. */
    private static final String TOKEN_ADMINISTRATION = "/_mltwin/token";

    private final List<Plane> table;

    public Planes(List<Plane> ofService) {
        List<Plane> all = new ArrayList<>(ofService);
        all.add(Plane.anonymous("/q/health", Envelope.ARM).duringReset());
        all.add(Plane.of("/_mltwin", Envelope.ARM, TokenKind.ADMIN).duringReset());
        all.add(Plane.of(TOKEN_ADMINISTRATION, Envelope.ARM, TokenKind.ADMIN).and(TokenKind.SERVICE));
        all.add(Plane.of("/_internal", Envelope.ARM, TokenKind.SERVICE));
        all.add(Plane.of("/provider", Envelope.ARM, TokenKind.ASSERTION));
        all.sort(Comparator.comparingInt((Plane plane) -> plane.prefix().length())
                .reversed());
        this.table = List.copyOf(all);
    }

    @Override
    public Plane find(String internalPath) {
        for (Plane plane : table) {
            if (plane.covers(internalPath)) {
                return plane;
            }
        }
        return null;
    }

    /**
     * Returns the plane of a request, or null when nothing answers there. The router goes by the
     * normalized path, which must not lead to another plane than the one whose rules are applied.
     */
    public Plane find(String internalPath, String normalizedPath) {
        Plane plane = find(internalPath);
        return plane == null || plane != find(normalizedPath) ? null : plane.at(internalPath);
    }

    public List<Plane> table() {
        return table;
    }
}
