package io.mltwin.identity.directory.graph;

import static io.mltwin.identity.directory.DirectoryErrors.invalidValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.Rules;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.directory.ClientApplication.Platform;
import io.mltwin.identity.directory.ClientApplication.RedirectUri;
import io.mltwin.identity.directory.DirectoryApplication;
import io.mltwin.identity.directory.DirectoryApplication.ApplicationChange;
import io.mltwin.identity.directory.IdentifierUriValidator;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the properties of an application from a request. Deviation: applications are for their own
 * tenant only, and define no roles and no scopes of their own.
 */
final class ApplicationPayload {

    private static final Rules<JsonNode> RULES = GraphPayload.rules(
                    "displayName",
                    "identifierUris",
                    "isFallbackPublicClient",
                    "keyCredentials",
                    "publicClient",
                    "signInAudience",
                    "spa",
                    "web")
            .notBuiltIfAsked(
                    "Microsoft Graph's property '%s'",
                    "api",
                    "appRoles",
                    "defaultRedirectUri",
                    "description",
                    "groupMembershipClaims",
                    "info",
                    "isDeviceOnlyAuthSupported",
                    "notes",
                    "optionalClaims",
                    "parentalControlSettings",
                    "passwordCredentials",
                    "requiredResourceAccess",
                    "serviceManagementReference",
                    "tags",
                    "tokenEncryptionKeyId")
            .notBuiltBut("The signInAudience '%s'", "signInAudience", "AzureADMyOrg");
    private static final Rules<JsonNode> PLATFORM = GraphPayload.rules("redirectUris")
            .notBuiltIfAsked(
                    "Microsoft Graph's property '%s'",
                    "homePageUrl", "implicitGrantSettings", "logoutUrl", "redirectUriSettings");

    private static final Map<String, Platform> PLATFORMS =
            Map.of("web", Platform.WEB, "publicClient", Platform.PUBLIC, "spa", Platform.SPA);
    private static final int LONGEST_URI = 256;

    private ApplicationPayload() {}

    /**
     * @param present null for a new application
     */
    static ApplicationChange read(GraphPayload body, DirectoryApplication present) {
        body.allow(RULES);
        ApplicationChange before =
                present == null ? new ApplicationChange(null, List.of(), false, List.of()) : present.settings();
        return new ApplicationChange(
                body.required("displayName", before.displayName(), "Application"),
                identifierUris(body, before.identifierUris()),
                body.truth("isFallbackPublicClient", before.publicClient()),
                redirectUris(body, before.redirectUris()));
    }

    private static List<String> identifierUris(GraphPayload body, List<String> present) {
        List<String> uris = body.texts("identifierUris", present);
        uris.forEach(IdentifierUriValidator::requireForm);
        return uris;
    }

    private static List<RedirectUri> redirectUris(GraphPayload body, List<RedirectUri> present) {
        List<RedirectUri> all = new ArrayList<>();
        PLATFORMS.forEach((name, platform) -> {
            GraphPayload section = body.object(name);
            if (section == null || !section.has("redirectUris")) {
                present.stream().filter(uri -> uri.platform() == platform).forEach(all::add);
            }
            if (section != null) {
                section.allow(PLATFORM);
                section.texts("redirectUris", List.of()).stream()
                        .distinct()
                        .forEach(uri -> all.add(redirectUri(platform, uri)));
            }
        });
        return all;
    }

    /**
     * Requires an address that codes may be sent to: over TLS, to this machine, or to the
     * application's own scheme.
     */
    private static RedirectUri redirectUri(Platform platform, String text) {
        URI uri = uri(text);
        boolean good = uri != null && uri.getFragment() == null && uri.getUserInfo() == null;
        if (good) {
            String scheme = AsciiCase.lower(uri.getScheme());
            good = switch (scheme) {
                case "https" -> uri.getHost() != null;
                case "http" -> Set.of("localhost", "127.0.0.1").contains(String.valueOf(uri.getHost()));
                case "javascript", "data", "file", "about", "blob" -> false;
                default -> platform == Platform.PUBLIC;
            };
        }
        if (!good) {
            throw invalidValue("redirectUris");
        }
        return new RedirectUri(platform, text);
    }

    private static URI uri(String text) {
        try {
            URI uri = new URI(text);
            return text.length() <= LONGEST_URI && uri.isAbsolute() && !text.contains("*") ? uri : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
