import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A running platform, as {@code mltwin env} describes it, used by its owner.
 *
 * @param base the port that all others are counted from
 */
record Platform(Connections connections, int base, String secret) {
    static final String GROUP = "/subscriptions/" + setting("SUBSCRIPTION_ID") + "/resourceGroups/benchgroup";

    int identityPort() {
        return base + 1;
    }

    int armPort() {
        return base + 2;
    }

    int vaultPort() {
        return base + 3;
    }

    /** A setting that {@code mltwin env} prints. */
    static String setting(String name) {
        return System.getenv("MLTWIN_" + name);
    }

    /** A call of Azure Resource Manager; the answer's body. */
    String arm(String method, String uri, String body) throws IOException {
        String token = token("https://management.azure.com/.default");
        return connections.once(armPort(), Request.json(method, uri, "localhost:" + armPort(), token, body));
    }

    void makeGroup() throws IOException {
        arm("PUT", GROUP + "?api-version=2021-04-01", "{\"location\":\"eastus\"}");
    }

    /** The owner's token for a resource. */
    String token(String scope) throws IOException {
        return field("access_token", connections.once(identityPort(), tokenRequest(scope)));
    }

    Request tokenRequest(String scope) {
        String form =
                "grant_type=client_credentials&client_id=" + setting("OWNER_CLIENT_ID")
                        + "&client_secret=" + encode(secret)
                        + "&scope=" + encode(scope);
        return form(setting("TENANT_ID"), form);
    }

    /** A request of a tenant's token endpoint. */
    Request form(String tenant, String form) {
        return Request.of(
                "POST",
                "/" + tenant + "/oauth2/v2.0/token",
                "localhost:" + identityPort(),
                "Content-Type: application/x-www-form-urlencoded\n",
                form.getBytes(StandardCharsets.US_ASCII));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The first field of this name. */
    static String field(String name, String json) {
        Matcher matcher = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]+)\"").matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + name + " in " + json);
        }
        return matcher.group(1);
    }
}
