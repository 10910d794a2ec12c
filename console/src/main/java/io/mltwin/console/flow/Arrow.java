package io.mltwin.console.flow;

/**
 * An arrow of the drawing.
 *
 * @param from where it begins
 * @param to where it ends; its head is there
 * @param textAt where its text is
 * @param anchor of the text, {@code start} or {@code end}: it stays within the drawing
 */
public record Arrow(int from, int to, int textAt, String anchor) {

    private static final int HEAD = 9;
    private static final int LOOP = 24;

    static Arrow of(String sender, String receiver) {
        int from = Lanes.middle(sender);
        int to = Lanes.middle(receiver);
        int left = Math.min(from, to);
        int right = Math.max(from, to);
        return left < Lanes.width() / 2
                ? new Arrow(from, to, left + 4, "start")
                : new Arrow(from, to, right - 4, "end");
    }

    /** Returns true for a call of a part to itself. */
    public boolean isLoop() {
        return from == to;
    }

    public int width() {
        return Lanes.width();
    }

    public int loopEnd() {
        return from + LOOP;
    }

    public int center() {
        return (from + to) / 2;
    }

    /** Returns the corners of the head. */
    public String head() {
        int back = isLoop() || to < from ? to + HEAD : to - HEAD;
        return to + ",30 " + back + ",25 " + back + ",35";
    }
}
