package io.mltwin.scoring.registry.images.build;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says where the base of images comes from ({@code mltwin.images.base}).
 *
 * @param name of the image, or the path of the file; empty for {@link Source#NONE}
 */
public record BaseReference(Source source, String name) {

    private static final String PART = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
    private static final String TAG = "(?::[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?";
    private static final String DIGEST = "(?:@sha256:[0-9a-f]{64})?";
    private static final Pattern IMAGE = Pattern.compile(PART + "(?:/" + PART + ")*" + TAG + DIGEST);
    private static final Pattern IN_REGISTRY = Pattern.compile(
            "[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?(?:/" + PART + ")+" + TAG + DIGEST);
    private static final Pattern FORM = Pattern.compile("(?:([a-z]+)://)?(.*)");

    /** Who has the image. */
    public enum Source {
        /** Docker on this machine. */
        DOCKER,
        /** A registry that this machine reaches. */
        REGISTRY,
        /** A file that {@code docker save} wrote. */
        TAR,
        /** Nobody: images get the smallest root file system. */
        NONE
    }

    /**
     * Reads the setting.
     *
     * @throws IllegalArgumentException saying what is wrong and which forms there are
     */
    public static BaseReference parse(String text) {
        if (text.equals("none")) {
            return new BaseReference(Source.NONE, "");
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw invalid(text, "it has several lines");
        }
        String name = form.group(2);
        return switch (form.group(1) == null ? "docker" : form.group(1)) {
            case "docker" -> of(Source.DOCKER, IMAGE.matcher(name).matches(), text, name, "an image's name");
            case "registry" ->
                of(
                        Source.REGISTRY,
                        IN_REGISTRY.matcher(name).matches(),
                        text,
                        name,
                        "a registry's host and an image's name");
            case "tar" ->
                of(
                        Source.TAR,
                        name.startsWith("/") && name.indexOf('\0') < 0,
                        text,
                        name,
                        "the absolute path of a file");
            default -> throw invalid(text, "'" + form.group(1) + "' is none of its sources");
        };
    }

    private static BaseReference of(Source source, boolean isValid, String text, String name, String wanted) {
        if (!isValid) {
            throw invalid(text, "'" + name + "' is not " + wanted);
        }
        return new BaseReference(source, name);
    }

    private static IllegalArgumentException invalid(String text, String why) {
        return new IllegalArgumentException("mltwin.images.base is '"
                + text
                + "', but "
                + why
                + ". It is NAME or docker://NAME (an image of Docker on this machine),"
                + " registry://HOST/NAME, tar:///PATH (a file of 'docker save') or none.");
    }

    /** Returns what to do where it cannot be had: a sentence after a blank; empty for none. */
    String remedy() {
        String given = switch (source) {
            case DOCKER -> "build it or pull it on the machine of scoring-service";
            case REGISTRY -> "push it there, or let this machine reach the registry";
            case TAR -> "put a file of 'docker save' there";
            case NONE -> null;
        };
        return given == null
                ? ""
                : " For one that Docker runs, "
                        + given
                        + ", or name another in mltwin.images.base, and build a new image.";
    }

    /** Returns the path of the file. */
    Path path() {
        return Path.of(name);
    }

    @Override
    public String toString() {
        return switch (source) {
            case DOCKER -> "docker://" + name;
            case REGISTRY -> "registry://" + name;
            case TAR -> "tar://" + name;
            case NONE -> "none";
        };
    }
}
