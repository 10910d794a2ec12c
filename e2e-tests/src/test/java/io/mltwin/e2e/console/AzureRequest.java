package io.mltwin.e2e.console;

/**
 * A call as a person makes it from a command line.
 *
 * @param address {@code https://HOST:PORT/…}
 * @param resource of the token, {@code https://management.azure.com}
 * @param body written as JSON; null for none
 * @param proof what an answer holds that lets the person in; null for any answer
 */
record AzureRequest(String method, String address, String resource, Object body, String proof) {

    AzureRequest(String method, String address, String resource, Object body) {
        this(method, address, resource, body, null);
    }

    @Override
    public String toString() {
        return method + " " + address.replaceAll("\\?.*", "");
    }
}
