package io.mltwin.console.assets;

import static java.util.Map.entry;

import io.mltwin.encoding.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;

/**
 * The files of the pages: our icon, style and scripts, and the three libraries. Read at first use.
 */
final class Assets {

    private static final String WEBJARS = "/META-INF/resources/webjars/";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";
    private static final String IMAGE = "image/svg+xml";
    private static final int HASH_LETTERS = 16;

    private static final Map<String, String> FILES = Map.ofEntries(
            entry("icon.svg", "/console/icon.svg"),
            entry("console.css", "/console/console.css"),
            entry("console.js", "/console/console.js"),
            entry("charts.js", "/console/charts.js"),
            entry("runs.js", "/console/runs.js"),
            entry("kql.js", "/console/kql.js"),
            entry("flow.css", "/console/flow.css"),
            entry("flow.js", "/console/flow.js"),
            entry("htmx.js", WEBJARS + "htmx.org/2.0.4/dist/htmx.min.js"),
            entry("sse.js", WEBJARS + "htmx-ext-sse/2.2.2/sse.js"),
            entry("uplot.js", WEBJARS + "uplot/1.6.30/dist/uPlot.iife.min.js"),
            entry("uplot.css", WEBJARS + "uplot/1.6.30/dist/uPlot.min.css"));

    private static final Map<String, Asset> LOADED = new ConcurrentHashMap<>();

    private Assets() {}

    /**
     * Returns a file by its name.
     *
     * @throws IllegalArgumentException when there is no such file
     */
    static Asset named(String name) {
        return LOADED.computeIfAbsent(name, Assets::load);
    }

    /** Returns a file by its name with the hash. */
    static Optional<Asset> hashed(String hashedName) {
        int hash = hashedName.indexOf('.');
        int extension = hashedName.lastIndexOf('.');
        if (hash < 0 || hash == extension) {
            return Optional.empty();
        }
        String name = hashedName.substring(0, hash) + hashedName.substring(extension);
        return FILES.containsKey(name)
                ? Optional.of(named(name)).filter(asset -> asset.hashedName().equals(hashedName))
                : Optional.empty();
    }

    private static Asset load(String name) {
        String file = FILES.get(name);
        if (file == null) {
            throw new IllegalArgumentException("The console has no file " + name);
        }
        try (InputStream in = Assets.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing on the class path");
            }
            byte[] content = in.readAllBytes();
            int extension = name.lastIndexOf('.');
            String hashed = name.substring(0, extension)
                    + "."
                    + Sha256.hex(content).substring(0, HASH_LETTERS)
                    + name.substring(extension);
            return new Asset(hashed, contentType(name.substring(extension)), content, compress(content));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private static String contentType(String extension) {
        return switch (extension) {
            case ".css" -> STYLE;
            case ".svg" -> IMAGE;
            default -> SCRIPT;
        };
    }

    private static byte[] compress(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    /**
     * A file of the pages.
     *
     * @param hashedName its name with a part of its SHA-256, {@code console.1a2b3c4d5e6f7a8b.css}: a
     *     browser may keep it for ever
     * @param compressed the content, by gzip
     */
    record Asset(String hashedName, String contentType, byte[] content, byte[] compressed) {}
}
