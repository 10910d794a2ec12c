package io.mltwin.e2e.platform;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Scripts are processes of this machine.
 *
 * @param nodes holds a folder for each node
 */
record ProcessScriptPlace(Path nodes, String folder) implements ScriptPlace {
    @Override
    public boolean holds(String file) throws IOException {
        return find().filter(place -> Files.exists(place.resolve(file))).isPresent();
    }

    @Override
    public String read(String file) throws IOException {
        return Files.readString(required().resolve(file));
    }

    @Override
    public void put(String file) throws IOException {
        Files.createFile(required().resolve(file));
    }

    private Path required() throws IOException {
        return find().orElseThrow(() -> new NoSuchFileException(folder));
    }

    /** In the folder of the one run that has made it. */
    private Optional<Path> find() throws IOException {
        if (!Files.isDirectory(nodes)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> homes = Files.newDirectoryStream(nodes)) {
            for (Path home : homes) {
                if (!Files.isDirectory(home.resolve("runs"))) {
                    continue;
                }
                try (DirectoryStream<Path> runs = Files.newDirectoryStream(home.resolve("runs"))) {
                    for (Path run : runs) {
                        if (Files.isDirectory(run.resolve(folder))) {
                            return Optional.of(run.resolve(folder));
                        }
                    }
                }
            }
        } catch (NoSuchFileException gone) {
            // a node or a run ended while it was looked at
            return Optional.empty();
        }
        return Optional.empty();
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
