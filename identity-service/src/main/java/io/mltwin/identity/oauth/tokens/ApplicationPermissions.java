package io.mltwin.identity.oauth.tokens;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.oauth.clients.ClientRecord;
import io.mltwin.platform.Addresses;
import io.mltwin.tokencheck.Audiences;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Determines the claim {@code roles} of an application's token: its application permissions, which
 * exist for Microsoft Graph only.
 */
@Singleton
class ApplicationPermissions {

    private final List<String> graph;

    ApplicationPermissions(Addresses addresses) {
        this.graph = Audiences.graph(addresses).stream()
                .map(ApplicationPermissions::name)
                .toList();
    }

    /** Returns the names of the permissions; none for another resource. */
    List<String> of(ClientRecord application, String resource) {
        return graph.contains(name(resource)) ? application.graphRoles() : List.of();
    }

    private static String name(String resource) {
        String name = AsciiCase.lower(resource);
        return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    }
}
