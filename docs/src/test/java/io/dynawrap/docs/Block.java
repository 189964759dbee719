package io.dynawrap.docs;

import java.nio.file.Path;

/**
 * A fenced block of a page.
 *
 * @param page the page, relative to the root of the repository
 * @param line the line of the opening fence
 * @param language the first word after the opening fence, or empty
 * @param text what stands between the fences
 */
record Block(Path page, int line, String language, String text) {

    /** Where the block is, as an IDE makes a link of it. */
    @Override
    public String toString() {
        return page + ":" + line;
    }
}
