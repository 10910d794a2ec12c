package io.mltwin.wheels;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A package of pure Python with one module, as pip installs it. The tests of nodes and the end-to-end tests compile this
 * folder.
 *
 * @param code of the module
 * @param program the function of the module that a program of the package's name calls; null for no program
 */
public record Wheel(String name, String version, String code, String program) {

    /** Returns the name of its file, which pip reads the version from. */
    public String file() {
        return name + "-" + version + "-py3-none-any.whl";
    }

    public byte[] bytes() throws IOException {
        String facts = name + "-" + version + ".dist-info/";
        Map<String, String> files = new LinkedHashMap<>();
        files.put(name + ".py", code);
        if (program != null) {
            files.put(facts + "entry_points.txt", "[console_scripts]\n%s = %s:%s\n".formatted(name, name, program));
        }
        files.put(facts + "METADATA", "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n");
        files.put(facts + "WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
        files.put(facts + "RECORD", String.join(",,\n", files.keySet()) + ",,\n" + facts + "RECORD,,\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
