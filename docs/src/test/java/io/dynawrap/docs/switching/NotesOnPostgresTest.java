package io.dynawrap.docs.switching;

import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "dynawrap.backend=postgres")
class NotesOnPostgresTest extends NotesContract {}
