package io.dynawrap.docs.switching;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.test.EmbeddedServers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

@SpringBootTest
@Import(EmbeddedServers.class)
abstract class NotesContract {

    @Autowired
    Notes notes;

    @Test
    void notesComeInTheOrderOfTheirIds() {
        notes.write("johndoe", "b", "second");
        notes.write("johndoe", "B", "first");
        assertThat(notes.of("johndoe")).extracting(Note::text).containsExactly("first", "second");
    }
}
