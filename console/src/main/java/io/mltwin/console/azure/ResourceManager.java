package io.mltwin.console.azure;

import static io.mltwin.encoding.Absence.isEmpty;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.access.ServiceAnswer;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.UriEncoding;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Calls Azure Resource Manager with the signed-in user's token. */
@ApplicationScoped
public class ResourceManager {

    /** The api-version that pages send: Azure Resource Manager takes any date since 2015. */
    public static final String VERSION = "2022-10-01";

    private static final int MOST_PAGES = 100;

    private final AzureClient azure;
    private final AzureHost host;

    ResourceManager(AzureClient azure, AzureHosts hosts) {
        this.azure = azure;
        this.host = hosts.resourceManager();
    }

    record ListBody(List<JsonNode> value, String nextLink) {}

    /** Returns path and query of a resource, encoded, with the api-version. */
    public static String path(ArmResourceId id) {
        return path(id, "");
    }

    /**
     * Returns path and query of what lies below a resource, encoded, with the api-version.
     *
     * @param rest decoded, with a leading slash: {@code /providers/Microsoft.Authorization/locks}
     */
    public static String path(ArmResourceId id, String rest) {
        return UriEncoding.encodePath((id.isRoot() ? "" : id.toString()) + rest) + "?api-version=" + VERSION;
    }

    /**
     * Reads a resource.
     *
     * @param pathAndQuery raw, with its api-version
     * @throws AzureException with Azure's own status, code and text when it is refused
     */
    public ServiceAnswer get(String pathAndQuery) {
        return azure.get(host, pathAndQuery);
    }

    /** Makes a call without a body and returns its answer, whatever its status. */
    public ServiceAnswer send(String method, String pathAndQuery) {
        return azure.send(new AzureCall(host, method, pathAndQuery));
    }

    /** Makes a call with a JSON body and returns its answer, whatever its status. */
    public ServiceAnswer send(String method, String pathAndQuery, Object body) {
        return azure.send(new AzureCall(host, method, pathAndQuery).withJson(body));
    }

    /**
     * Reads one page of a list.
     *
     * @throws AzureException with Azure's own status, code and text when it is refused
     */
    public <T> AzurePage<T> page(String pathAndQuery, Class<T> item) {
        ServiceAnswer answer = get(pathAndQuery);
        ListBody body = answer.as(ListBody.class);
        List<T> items = new ArrayList<>();
        if (body.value() != null) {
            body.value().forEach(value -> items.add(answer.mapper().convertValue(value, item)));
        }
        return new AzurePage<>(List.copyOf(items), pathOf(body.nextLink()));
    }

    /**
     * Reads all pages of a list.
     *
     * @throws AzureException with Azure's own status, code and text when it is refused
     */
    public <T> List<T> list(String pathAndQuery, Class<T> item) {
        List<T> all = new ArrayList<>();
        String next = pathAndQuery;
        for (int pages = 0; next != null && pages < MOST_PAGES; pages++) {
            AzurePage<T> page = page(next, item);
            all.addAll(page.items());
            next = page.next();
        }
        return all;
    }

    /**
     * Returns path and query of a link to this host, raw, as it stands in a header or in {@code
     * nextLink}; null for none.
     *
     * @throws AzureException 502 for a link to another host
     */
    public String pathOf(String link) {
        if (isEmpty(link)) {
            return null;
        }
        URI uri = URI.create(link);
        if (uri.getRawAuthority() != null && !uri.getRawAuthority().equals(host.name())) {
            throw new AzureException(502, "BadGateway", "Azure Resource Manager names another host: " + link);
        }
        return uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
    }

    /**
     * A page of a list.
     *
     * @param next path and query of the next page; null for the last one
     */
    public record AzurePage<T>(List<T> items, String next) {}
}
