package io.mltwin.e2e.platform;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Scripts are processes of this machine. Their runs' folders lie in those of the nodes, or among
 * the temporary files where only another user protects the platform from them.
 *
 * @param nodes holds a folder for each node
 */
record ProcessScriptPlace(Path nodes, String folder) implements ScriptPlace {
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

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
        try (Stream<Path> homes = list(nodes);
                Stream<Path> others = list(TEMPORARY)) {
            return Stream.concat(
                            homes.map(home -> home.resolve("runs")),
                            others.filter(
                                    place -> place.getFileName().toString().startsWith("mltwin-")))
                    .map(this::folderIn)
                    .flatMap(Optional::stream)
                    .findFirst();
        } catch (UncheckedIOException gone) {
            // a node or a run ended while it was looked at
            return Optional.empty();
        }
    }

    private Optional<Path> folderIn(Path runs) {
        try (Stream<Path> all = list(runs)) {
            return all.map(run -> run.resolve(folder))
                    .filter(Files::isDirectory)
                    .findFirst();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static Stream<Path> list(Path folder) throws IOException {
        return Files.isDirectory(folder) && Files.isReadable(folder) ? Files.list(folder) : Stream.empty();
    }

    @Override
    public Answer get(String address, Map<String, String> headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        headers.forEach(request::header);
        try {
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
