package io.mltwin.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpServer;
import io.mltwin.node.image.PipRequirements;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** pip signs in at an index by the netrc of a build, and prints nothing of it. */
class PipNetrcTest {

    @TempDir
    Path folder;

    private HttpServer index;
    private volatile String user;
    private volatile String password;

    @BeforeEach
    void anIndexThatWantsAPassword() throws IOException {
        TestWheels wheels = TestWheels.in(folder.resolve("wheels"));
        wheels.add("grain", "1.2");
        byte[] wheel = Files.readAllBytes(wheels.folder().resolve("grain-1.2-py3-none-any.whl"));
        byte[] page = "<a href=\"/grain-1.2-py3-none-any.whl\">grain-1.2-py3-none-any.whl</a>"
                .getBytes(StandardCharsets.UTF_8);
        index = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        index.createContext("/", exchange -> {
                    boolean file = exchange.getRequestURI().getPath().endsWith(".whl");
                    exchange.getResponseHeaders().set("Content-Type", file ? "application/octet-stream" : "text/html");
                    exchange.sendResponseHeaders(200, file ? wheel.length : page.length);
                    exchange.getResponseBody().write(file ? wheel : page);
                    exchange.close();
                })
                .setAuthenticator(new BasicAuthenticator("index") {
                    @Override
                    public boolean checkCredentials(String name, String given) {
                        return name.equals(user) && given.equals(password);
                    }
                });
        index.start();
    }

    @AfterEach
    void stop() {
        index.stop(0);
    }

    @ParameterizedTest(name = "{0}{1}{2}")
    @CsvSource({
        "--index-url http://, u5er:s3cret, /simple",
        "-i http://, u5er:s3%40cret%22%5C, /simple",
        "-i http://, t0ken, /simple",
        "-i http://, t0ken:, /simple",
        "grain @ http://, u5er:s3cret, /grain-1.2-py3-none-any.whl",
        "http://, u5er:s3cret, /grain-1.2-py3-none-any.whl"
    })
    void aPackageOfAnIndexWithAPasswordIsFoundAndThePasswordIsNotPrinted(String before, String login, String path)
            throws Exception {
        // Given
        String[] parts = login.split(":", -1);
        user = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
        password = parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
        String line = before + login + "@127.0.0.1:" + index.getAddress().getPort() + path;

        // When
        String printed = install(List.of(line, before.startsWith("-") ? "grain" : "# none"));

        // Then
        assertThat(printed)
                .contains("Successfully installed grain-1.2")
                .doesNotContain(parts[0])
                .doesNotContain(parts.length < 2 || parts[1].isEmpty() ? parts[0] : parts[1])
                .doesNotContain(password.isEmpty() ? user : password);
    }

    private String install(List<String> given) throws IOException, InterruptedException {
        PipRequirements pip = PipRequirements.of(given);
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.write(home.resolve("requirements.txt"), pip.lines());
        Files.write(home.resolve(".netrc"), pip.netrc());
        ProcessBuilder builder = new ProcessBuilder(
                        "/usr/bin/python3",
                        "-m",
                        "pip",
                        "--isolated",
                        "install",
                        "--verbose",
                        "--no-cache-dir",
                        "--retries=0",
                        "--target=" + home.resolve("packages"),
                        "--requirement",
                        "requirements.txt")
                .directory(home.toFile())
                .redirectErrorStream(true);
        builder.environment().put("HOME", home.toString());
        builder.environment().put("PIP_CONFIG_FILE", "/dev/null");
        Process process = builder.start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
