package io.mltwin.telemetry.console;

import io.mltwin.testkit.ServiceUnderTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser at the console: keeps its cookies, follows no redirect by itself. */
final class ConsoleVisitor {

    static final String SESSION = "__Host-console-session";
    private static final Pattern TOKEN = Pattern.compile("name=\"formToken\" value=\"([^\"]+)\"");

    private final ServiceUnderTest service;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    ConsoleVisitor(ServiceUnderTest service) {
        this.service = service;
    }

    /** {@code https://console.BASE:port} */
    String origin() {
        return "https://" + service.host("console");
    }

    Map<String, String> cookies() {
        return cookies;
    }

    Response get(String path) {
        return kept(request().get(path));
    }

    /**
     * Sends a form.
     *
     * @param headers further ones; the origin is the console's unless they name another
     */
    Response post(String path, String form, Map<String, String> headers) {
        RequestSpecification request = request().contentType("application/x-www-form-urlencoded; charset=UTF-8");
        headers.forEach((name, value) -> {
            if (value != null) {
                request.header(name, value);
            }
        });
        if (!headers.containsKey("Origin")) {
            request.header("Origin", origin());
        }
        return kept(request.body(form).post(path));
    }

    /** Sends a form as the page does. */
    Response post(String path, String form) {
        return post(path, form + "&formToken=" + formToken(), Map.of());
    }

    /** Returns the token of the forms of a page that anybody sees. */
    String formToken() {
        String page = get("/signed-out").asString();
        Matcher found = TOKEN.matcher(page);
        if (!found.find()) {
            throw new AssertionError("no form token on " + page);
        }
        return found.group(1);
    }

    private RequestSpecification request() {
        RequestSpecification request = service.given("console").redirects().follow(false);
        cookies.forEach(request::cookie);
        return request;
    }

    private Response kept(Response response) {
        response.detailedCookies().forEach(cookie -> {
            if (cookie.getMaxAge() == 0) {
                cookies.remove(cookie.getName());
            } else {
                cookies.put(cookie.getName(), cookie.getValue());
            }
        });
        return response;
    }
}
