package io.mltwin.console.ml;

import static io.mltwin.encoding.Absence.isEmpty;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.access.ServiceAnswer;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.azure.AzureCall;
import io.mltwin.console.azure.AzureClient;
import io.mltwin.console.azure.AzureHosts;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Calls model management ({@code /modelmanagement/v1.0}) as the signed-in user. */
@Singleton
public record ModelManagement(AzureClient azure, AzureHosts hosts) {

    private static final String SERVICE = "modelmanagement/v1.0";
    private static final int MOST_PAGES = 20;

    record ListBody(List<JsonNode> value, String nextLink) {}

    record ErrorBody(String code, String message) {}

    /**
     * Reads one thing.
     *
     * @param rest path below the workspace and query, raw, {@code /models/m:1}
     * @throws AzureException with Azure's own status, code and text when it is refused
     */
    public ServiceAnswer get(MlWorkspace workspace, String rest) {
        return send(workspace, "GET", workspace.path(SERVICE, rest));
    }

    /**
     * Makes a call that changes or tells something.
     *
     * @throws AzureException with Azure's own status, code and text when it is refused
     */
    public ServiceAnswer post(MlWorkspace workspace, String rest) {
        return send(workspace, "POST", workspace.path(SERVICE, rest));
    }

    /**
     * Reads all pages of a list.
     *
     * @throws AzureException with Azure's own status, code and text when it is refused
     */
    public <T> List<T> list(MlWorkspace workspace, String rest, Class<T> item) {
        List<T> all = new ArrayList<>();
        String next = workspace.path(SERVICE, rest);
        for (int pages = 0; next != null && pages < MOST_PAGES; pages++) {
            ServiceAnswer answer = send(workspace, "GET", next);
            ListBody body = answer.as(ListBody.class);
            body.value().forEach(one -> all.add(answer.mapper().convertValue(one, item)));
            next = next(body.nextLink());
        }
        return all;
    }

    private ServiceAnswer send(MlWorkspace workspace, String method, String path) {
        ServiceAnswer answer = azure.send(new AzureCall(hosts.models(workspace.region()), method, path));
        if (answer.isSuccess()) {
            return answer;
        }
        throw fault(answer);
    }

    /** Reads model management's own form of errors, whose code stands at the top. */
    private static AzureException fault(ServiceAnswer answer) {
        try {
            ErrorBody error = answer.as(ErrorBody.class);
            if (error.code() != null && error.message() != null) {
                return new AzureException(answer.status(), error.code(), error.message())
                        .withHeaders(answer.fault().content().headers());
            }
        } catch (AzureException otherForm) {
            // the general form says more
        }
        return answer.fault();
    }

    private static String next(String link) {
        if (isEmpty(link)) {
            return null;
        }
        URI uri = URI.create(link);
        return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }
}
