package io.mltwin.tokencheck.inspection;

import io.mltwin.platform.Addresses;
import io.mltwin.platform.requests.HostToPath;
import io.mltwin.tokencheck.Plane;
import io.mltwin.tokencheck.Planes;
import io.mltwin.tokencheck.TokenCheck;
import io.mltwin.tokencheck.inspection.TokenInspection.PlaneVerdict;
import io.vertx.core.http.impl.HttpUtils;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Says what this service would make of a token, by the same rules and the same check as for a real
 * request; keeps nothing of it.
 */
@Singleton
public record TokenInspector(HostToPath hosts, Planes planes, TokenCheck check, Addresses addresses) {

    /**
     * Returns the verdict of the plane that answers there; no plane where nothing does.
     *
     * @param token null for none
     * @param host as a client sends it, with its port
     * @param uri raw path, with or without a query
     */
    public TokenInspection at(String host, String uri, String token) {
        String path = hosts.internalPath(host, uri);
        Plane plane = path == null ? null : planes.find(path, HttpUtils.normalizePath(path));
        return answer(
                plane == null
                        ? List.of()
                        : List.of(verdict(plane, planes.find(path).name(path), token)));
    }

    /**
     * Returns the verdict of every plane. One whose audiences go by a name, such as a storage
     * account's, answers as for the name that the token itself has.
     *
     * @param token null for none
     */
    public TokenInspection everywhere(String token) {
        return answer(
                planes.table().stream().map(plane -> verdict(plane, token)).toList());
    }

    private PlaneVerdict verdict(Plane plane, String token) {
        String name = plane.nameIn(check.claimedAudience(token));
        return verdict(name == null ? plane : plane.at(plane.prefix() + "/" + name), name, token);
    }

    private PlaneVerdict verdict(Plane plane, String name, String token) {
        return plane.leavesToResource(token)
                ? PlaneVerdict.leftToResource(plane, name)
                : PlaneVerdict.of(plane, name, check.explain(token, plane));
    }

    private TokenInspection answer(List<PlaneVerdict> verdicts) {
        return new TokenInspection(addresses.self().lowerCase(), verdicts);
    }
}
