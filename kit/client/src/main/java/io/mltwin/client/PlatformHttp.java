package io.mltwin.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Sends requests to a platform and reads JSON. */
final class PlatformHttp {
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final Duration LONGEST_OPERATION = Duration.ofMinutes(5);
    private static final long POLL_MILLIS = 40;

    private final HttpClient http;

    PlatformHttp(HttpClient http) {
        this.http = http;
    }

    /** Returns the token that a form is answered with, a string. */
    String token(URI endpoint, Map<String, String> form) {
        String encoded = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpResponse<String> answer = send(HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encoded)));
        return body(answer).at("access_token").requireText("The token in the answer of " + endpoint);
    }

    JsonValue get(URI address, String token) {
        return body(send(as(address, token).GET()));
    }

    JsonValue post(URI address, String token, Object body) {
        return body(send(json(address, token, "POST", body)));
    }

    /** Deletes what may be gone already. */
    void delete(URI address, String token) {
        HttpResponse<String> answer = send(as(address, token).DELETE());
        if (answer.statusCode() != 404) {
            body(answer);
        }
    }

    /** Puts a body, and waits for the end of the operation that this begins, if it does. */
    JsonValue put(URI address, String token, Object body) {
        HttpResponse<String> answer = send(json(address, token, "PUT", body));
        JsonValue created = body(answer);
        URI operation = answer.headers()
                .firstValue("Azure-AsyncOperation")
                .map(URI::create)
                .orElse(null);
        if (operation == null) {
            return created;
        }
        await(operation, token);
        return get(address, token);
    }

    private void await(URI operation, String token) {
        long end = System.nanoTime() + LONGEST_OPERATION.toNanos();
        while (System.nanoTime() < end) {
            JsonValue state = get(operation, token);
            String status = state.at("status").requireText("The status of " + operation);
            if (status.equals("Succeeded")) {
                return;
            }
            if (status.equals("Failed") || status.equals("Canceled")) {
                throw new MltwinException("The operation " + operation + " ended as " + status + ": "
                        + state.at("error").at("message").text());
            }
            pause();
        }
        throw new MltwinException(
                "The operation " + operation + " had not ended after " + LONGEST_OPERATION.toMinutes() + " minutes.");
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MltwinException("The wait for an operation was interrupted.", e);
        }
    }

    private static HttpRequest.Builder as(URI address, String token) {
        return HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token);
    }

    private static HttpRequest.Builder json(URI address, String token, String method, Object body) {
        return as(address, token)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(JsonValue.write(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder builder) {
        HttpRequest request =
                builder.timeout(ANSWER).header("Accept", "application/json").build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MltwinException(request + " was interrupted.", e);
        } catch (ConnectException e) {
            throw new MltwinException(whyUnreachable(request.uri(), e), e);
        } catch (InterruptedIOException e) {
            throw new MltwinException(request + " was not answered in time: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new MltwinException(request + " failed: " + e.getMessage(), e);
        }
    }

    private static String whyUnreachable(URI address, ConnectException e) {
        if (e.getCause() instanceof UnresolvedAddressException
                || e.getCause() instanceof ConnectException inner
                        && inner.getCause() instanceof UnresolvedAddressException) {
            return "The name " + address.getHost()
                    + " does not resolve: use JDK 18 or newer, install Debian's libnss-myhostname, or append what"
                    + " './mltwin hosts' prints to /etc/hosts.";
        }
        return "No platform answers at " + address + ": is it still running ('./mltwin status')?";
    }

    private static JsonValue body(HttpResponse<String> answer) {
        boolean succeeded = answer.statusCode() / 100 == 2;
        try {
            if (succeeded) {
                return JsonValue.parse(answer.body().isEmpty() ? "null" : answer.body());
            }
        } catch (IllegalArgumentException e) {
            throw new MltwinException(answer.request() + " was answered with what is no JSON.", e);
        }
        throw new MltwinException(answer.request() + " was answered " + answer.statusCode() + ": " + answer.body());
    }
}
