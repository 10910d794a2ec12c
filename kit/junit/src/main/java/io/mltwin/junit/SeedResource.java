package io.mltwin.junit;

import io.mltwin.client.MltwinException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Where the seed file of a test class is. */
final class SeedResource {
    private SeedResource() {}

    static Path find(Class<?> test, String name) {
        try {
            URL resource = test.getResource(name);
            URL found = resource == null ? test.getResource("/" + name) : resource;
            Path file = found == null ? Path.of(name) : fileOf(found);
            if (Files.isRegularFile(file)) {
                return file;
            }
        } catch (InvalidPathException | URISyntaxException e) {
            throw new MltwinException("The seed '" + name + "' names no file.", e);
        }
        throw new MltwinException("There is no seed '" + name + "': put it next to " + test.getName()
                + " or at the root of the test resources, or name a file from "
                + Path.of("").toAbsolutePath() + ".");
    }

    private static Path fileOf(URL found) throws URISyntaxException {
        if (!found.getProtocol().equals("file")) {
            throw new MltwinException(
                    "The seed " + found + " lies in a jar: unpack it, since it may name files next to it.");
        }
        return Path.of(found.toURI());
    }
}
