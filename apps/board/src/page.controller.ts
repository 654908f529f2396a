import { Controller, Get, Inject, NotFoundException, Param, StreamableFile } from '@nestjs/common';
import type { PageFile } from './page-files';

export const PAGE_FILES = Symbol('page files');

/** The page and what it loads; nothing comes from another host. */
@Controller()
export class PageController {
  constructor(@Inject(PAGE_FILES) private readonly files: ReadonlyMap<string, PageFile>) {}

  @Get()
  page(): StreamableFile {
    return this.file('index.html');
  }

  @Get('assets/:name')
  file(@Param('name') name: string): StreamableFile {
    const file = this.files.get(name);
    if (!file) throw new NotFoundException('there is no such file');
    return new StreamableFile(file.content, { type: file.type });
  }
}
