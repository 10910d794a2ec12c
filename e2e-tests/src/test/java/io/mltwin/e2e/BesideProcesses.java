package io.mltwin.e2e;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Scripts are processes of this machine. */
record BesideProcesses(Path place) implements BesideScripts {
    @Override
    public String folder() {
        return place.toString();
    }

    @Override
    public boolean holds(String file) {
        return Files.exists(place.resolve(file));
    }

    @Override
    public String read(String file) throws IOException {
        return Files.readString(place.resolve(file));
    }

    @Override
    public void put(String file) throws IOException {
        Files.createFile(place.resolve(file));
    }

    @Override
    public Answer get(String address, Map<String, String> headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        headers.forEach(request::header);
        try {
            HttpResponse<String> response =
                    HttpClient.newHttpClient()
                            .send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
