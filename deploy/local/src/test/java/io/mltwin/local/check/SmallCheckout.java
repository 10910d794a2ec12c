package io.mltwin.local.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A made-up checkout: service app uses library names; service shop uses library dates, which uses
 * names; library dates and app test with kit; and end-to-end tests of three packages.
 */
final class SmallCheckout {
    private static final String TABLE = """
            # path         modules    end to end
            *.md           -          documents
            docs/names.md  app        documents/NamesTest
            run.sh         app        documents/NamesTest
            compose/       libs/kit   compose
            LICENSE        -          -
            libs/kit/      =          -
            libs/names/    =          all
            libs/dates/    =          shop
            app/           =          app,documents
            app/src/main/docker/  =   compose
            shop/          =          shop
            """;

    private final Path root;

    private SmallCheckout(Path root) {
        this.root = root;
    }

    static Path make(Path root) throws IOException {
        SmallCheckout checkout = new SmallCheckout(root);
        checkout.write(
                "pom.xml",
                "<project><artifactId>parent</artifactId><modules>"
                        + checkout.modules("e2e-tests shop app libs/dates libs/names libs/kit")
                        + "</modules></project>");
        checkout.module("libs/names", "names", "");
        checkout.module("libs/dates", "dates", "names kit:test");
        checkout.module("libs/kit", "kit", "");
        checkout.module("app", "the-app", "names kit:test");
        checkout.module("shop", "shop", "dates");
        checkout.module("e2e-tests", "e2e-tests", "names:test");
        checkout.write(TouchedTable.FILE, TABLE);
        checkout.endToEnd("test", "app/OrderTest", "class OrderTest { Orders orders; }");
        checkout.endToEnd("test", "app/Orders", "class Orders { Customer customer; }");
        checkout.endToEnd("test", "fixtures/Customer", "public class Customer {}");
        checkout.endToEnd("test", "documents/NamesTest", "class NamesTest {}");
        checkout.endToEnd("test", "documents/RulesTest", "class RulesTest {}");
        checkout.endToEnd("test", "shop/SaleTest", "class SaleTest { Customer customer; }");
        checkout.endToEnd("clients", "shop/BrowserTest", "class BrowserTest {}");
        return root;
    }

    private void module(String folder, String artifact, String uses) throws IOException {
        String dependencies = Arrays.stream(uses.split(" "))
                .filter(used -> !used.isEmpty())
                .map(used -> used.split(":"))
                .map(used -> dependency("io.mltwin", used[0], used.length == 2 ? used[1] : "compile"))
                .collect(Collectors.joining());
        write(
                folder + "/pom.xml",
                "<project><parent><artifactId>parent</artifactId></parent><artifactId>"
                        + artifact
                        + "</artifactId><dependencies>"
                        + dependency("org.example", "names", "compile")
                        + dependencies
                        + "</dependencies></project>");
        write(folder + "/src/test/java/io/mltwin/" + artifact + "/OwnTest.java", "");
    }

    private static String dependency(String group, String artifact, String scope) {
        return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><scope>%s</scope></dependency>"
                .formatted(group, artifact, scope);
    }

    private String modules(String folders) {
        return Arrays.stream(folders.split(" "))
                .map("<module>%s</module>"::formatted)
                .collect(Collectors.joining());
    }

    private void endToEnd(String kind, String name, String source) throws IOException {
        write("e2e-tests/src/" + kind + "/java/io/mltwin/e2e/" + name + ".java", source);
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
