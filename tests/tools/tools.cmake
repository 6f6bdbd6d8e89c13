# Rules about the tree itself, and targets that look at it.
add_test(NAME tools/layers COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/layers.sh ${CMAKE_SOURCE_DIR})

# Who may know whom, by includes and by the symbols of what was compiled.
foreach(target timesheet_pure timesheet_data timesheet_ui timesheet_term timesheet_program timesheet)
	string(APPEND floors_objects "$<JOIN:$<TARGET_OBJECTS:${target}>,\n>\n")
endforeach()
file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/objects CONTENT "${floors_objects}")
add_test(NAME tools/floors
	COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/floors.sh ${CMAKE_SOURCE_DIR} ${CMAKE_C_COMPILER} ${CMAKE_BINARY_DIR}/objects)
set_tests_properties(tools/floors PROPERTIES LABELS tools)

# The script of who has only a checkout, on a small program.
add_test(NAME tools/bootstrap COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/bootstrap.sh ${CMAKE_SOURCE_DIR})
set_tests_properties(tools/bootstrap PROPERTIES LABELS tools)

# Tab in the shells that are installed.
add_test(NAME tools/completions COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/completions.sh $<TARGET_FILE:timesheet>)
set_tests_properties(tools/completions PROPERTIES LABELS tools ENVIRONMENT "${test_environment}")

# A line for each file; UPDATE_MAPS=1 writes them, and so does the target maps.
add_test(NAME tools/maps COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/maps.sh ${CMAKE_SOURCE_DIR})
set_tests_properties(tools/maps PROPERTIES LABELS tools)
add_custom_target(maps COMMAND ${CMAKE_COMMAND} -E env UPDATE_MAPS=1 sh ${CMAKE_CURRENT_LIST_DIR}/maps.sh ${CMAKE_SOURCE_DIR} VERBATIM)

# What tests the front end is linked with neither curses nor SQLite.
add_test(NAME tools/links COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/links.sh $<TARGET_FILE:contract_data> $<TARGET_FILE:contract_fake>
	$<TARGET_FILE:ui_tests>)
set_tests_properties(tools/layers tools/links PROPERTIES LABELS tools)

# cmake --workflow --preset screenshots: the pictures of the README, taken of the program as it was just built.
# Needs rsvg-convert (librsvg2-bin), fonts (fonts-dejavu-core), for the page chromium and pdftoppm (poppler-utils), for the tour apngasm.
file(GLOB picture_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/picture.c ${CMAKE_CURRENT_LIST_DIR}/svg*.c)
foreach(maker shots tour)
	add_executable(${maker} EXCLUDE_FROM_ALL ${CMAKE_CURRENT_LIST_DIR}/${maker}.c ${picture_sources})
	target_link_libraries(${maker} PRIVATE test_options program_support)
endforeach()
target_sources(shots PRIVATE ${CMAKE_CURRENT_LIST_DIR}/paper.c)
target_compile_definitions(shots PRIVATE PAPER_SCRIPT="${CMAKE_CURRENT_LIST_DIR}/page_picture.sh")
set(frames ${CMAKE_BINARY_DIR}/shots/tour)
add_custom_target(screenshots
	COMMAND ${CMAKE_COMMAND} -E rm -rf ${frames}
	COMMAND ${CMAKE_COMMAND} -E make_directory ${frames} ${CMAKE_SOURCE_DIR}/screenshots
	COMMAND shots ${CMAKE_BINARY_DIR}/shots ${CMAKE_SOURCE_DIR}/screenshots
	COMMAND tour ${frames} ${frames} ${CMAKE_SOURCE_DIR}/screenshots/tour.png
	DEPENDS shots tour timesheet VERBATIM USES_TERMINAL)

# The README's keys are those of the binding table; UPDATE_README=1 writes them.
add_executable(readme_keys ${CMAKE_CURRENT_LIST_DIR}/readme_keys.c)
target_link_libraries(readme_keys PRIVATE timesheet_options timesheet_ui timesheet_fake PkgConfig::utf8proc m)
add_test(NAME tools/readme_keys COMMAND readme_keys ${CMAKE_SOURCE_DIR}/README.md)
set_tests_properties(tools/readme_keys PROPERTIES LABELS tools)

# Manual page and completions, checked by those who read them.
add_test(NAME tools/printed COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/printed.sh $<TARGET_FILE:timesheet>)
set_tests_properties(tools/printed PROPERTIES LABELS tools)

# What timewarrior sums up and what we make of its files, where it is installed.
add_test(NAME tools/timewarrior COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/timewarrior.sh $<TARGET_FILE:timesheet>)
set_tests_properties(tools/timewarrior PROPERTIES LABELS tools SKIP_RETURN_CODE 77)

# What hledger sums up of our timeclock export, where it is installed.
add_test(NAME tools/hledger COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/hledger.sh $<TARGET_FILE:timesheet>)
set_tests_properties(tools/hledger PROPERTIES LABELS tools SKIP_RETURN_CODE 77)

# What libical makes of our iCalendar files, where it is installed.
if(ical_FOUND)
	add_executable(ical_read ${CMAKE_CURRENT_LIST_DIR}/ical_read.c)
	target_link_libraries(ical_read PRIVATE test_options PkgConfig::ical)
	add_test(NAME tools/ical COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/ical.sh $<TARGET_FILE:timesheet> $<TARGET_FILE:ical_read>)
	set_tests_properties(tools/ical PROPERTIES LABELS tools)
endif()

# The page of report --html on paper, and what the checker of the W3C says of it, where browser and checker are installed.
add_test(NAME tools/page COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/page.sh $<TARGET_FILE:timesheet>)
set_tests_properties(tools/page PROPERTIES LABELS tools SKIP_RETURN_CODE 77)

# What went wrong in other programs has a test here, by name.
add_test(NAME tools/peers COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/peers.sh ${CMAKE_CURRENT_SOURCE_DIR})
set_tests_properties(tools/peers PROPERTIES LABELS tools)

# Servers of our own: a hub at each, and the README's page on all machines, line by line. Skipped where a server is missing.
foreach(kind postgres mariadb)
	add_test(NAME tools/${kind} COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/${kind}.sh $<TARGET_FILE:timesheet> $<TARGET_FILE:data_tests>
		$<TARGET_FILE:sync_tests>)
	set_tests_properties(tools/${kind} PROPERTIES LABELS tools SKIP_RETURN_CODE 77 ENVIRONMENT "${test_environment}")
endforeach()
foreach(kind ssh folder postgres mariadb)
	add_test(NAME tools/sync_${kind} COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/sync_${kind}.sh $<TARGET_FILE:timesheet> ${CMAKE_SOURCE_DIR}/README.md)
	set_tests_properties(tools/sync_${kind} PROPERTIES LABELS tools SKIP_RETURN_CODE 77 ENVIRONMENT "${test_environment}")
endforeach()
