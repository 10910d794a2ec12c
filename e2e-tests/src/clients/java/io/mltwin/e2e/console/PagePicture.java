package io.mltwin.e2e.console;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Writes a picture of a page for a document, in so few colours that it is small. */
final class PagePicture {
    private static final int BITS = 4;
    private static final int COLOURS = 1 << BITS;
    private static final int FARTHEST = 1 << 14;

    private PagePicture() {}

    static void write(byte[] png, Path file) throws IOException {
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
        Map<Integer, Integer> counts = new HashMap<>();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                counts.merge(picture.getRGB(x, y), 1, Integer::sum);
            }
        }
        List<Integer> palette = palette(counts);
        BufferedImage small = new BufferedImage(
                picture.getWidth(),
                picture.getHeight(),
                BufferedImage.TYPE_BYTE_BINARY,
                new IndexColorModel(
                        BITS,
                        palette.size(),
                        palette.stream().mapToInt(Integer::intValue).toArray(),
                        0,
                        false,
                        -1,
                        DataBuffer.TYPE_BYTE));
        Map<Integer, Integer> nearest = new HashMap<>();
        counts.keySet().forEach(colour -> nearest.put(colour, nearest(palette, colour)));
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int index = nearest.get(picture.getRGB(x, y));
                small.getRaster().setSample(x, y, 0, index);
            }
        }
        ImageIO.write(small, "png", file.toFile());
    }

    /** The most frequent colours that are far enough from each other. */
    private static List<Integer> palette(Map<Integer, Integer> counts) {
        List<Integer> byCount = counts.keySet().stream()
                .sorted(Comparator.comparing(counts::get, Comparator.reverseOrder()))
                .toList();
        List<Integer> palette = new ArrayList<>();
        for (int step = FARTHEST; step > 1 && palette.size() < COLOURS; step /= 2) {
            int far = step;
            for (int colour : byCount) {
                if (palette.size() < COLOURS && palette.stream().allMatch(one -> distance(one, colour) >= far)) {
                    palette.add(colour);
                }
            }
        }
        return palette;
    }

    private static int nearest(List<Integer> palette, int colour) {
        int best = 0;
        for (int i = 1; i < palette.size(); i++) {
            if (distance(palette.get(i), colour) < distance(palette.get(best), colour)) {
                best = i;
            }
        }
        return best;
    }

    private static int distance(int one, int other) {
        int distance = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int difference = (one >> shift & 0xff) - (other >> shift & 0xff);
            distance += difference * difference;
        }
        return distance;
    }
}
